"""GOV.UK kit: layouts, fields, components, lists, charts and documents that every page is made of."""
