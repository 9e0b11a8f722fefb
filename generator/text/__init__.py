"""Formats that know no deal: problems, YAML with places, money, rates, dates, addresses, markup, templates, languages."""
