"""The open data: which tables there are, and what stands in them. Every file of the data and its page come from here."""
