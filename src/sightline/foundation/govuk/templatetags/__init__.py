"""What allauth's pages, written for Django's own templates, need from the kit."""
