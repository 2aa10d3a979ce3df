#!/usr/bin/env python
"""Django's command line. `./run` starts the whole product; this is for single commands."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterwork.settings")
    execute_from_command_line(sys.argv)
