"""`python -m sightline.web.cli` is the command `sightline`."""

import sys

from sightline.web.cli import main

sys.exit(main())
