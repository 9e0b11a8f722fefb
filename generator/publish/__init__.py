"""From a checked publication to an output folder: the recipe, MkDocs, the search, and the swap."""
