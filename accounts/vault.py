"""Secrets that the product must be able to read again are kept encrypted, each purpose by a key of its own."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def vault(purpose: str) -> Fernet:
    digest = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
