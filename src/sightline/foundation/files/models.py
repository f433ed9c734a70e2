from django.db import models


class StoredFile(models.Model):
    original_name = models.CharField(max_length=200)
