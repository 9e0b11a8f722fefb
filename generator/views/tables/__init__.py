"""The open data: which tables there are, what stands in them, and as one database. Every file of the data and its page
come from here.
"""
