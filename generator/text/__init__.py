"""Formats that know no deal.

Problems, YAML with places, money, rates, dates, addresses, markup, templates, languages.
"""
