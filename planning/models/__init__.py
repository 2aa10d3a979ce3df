from planning.models.draft import UNDER_WAY, Draft
from planning.models.preview import PreviewLine, PreviewRun

__all__ = ["UNDER_WAY", "Draft", "PreviewLine", "PreviewRun"]
