"""GOV.UK kit: layouts, fields, components, lists, charts and documents that pages are made of."""
