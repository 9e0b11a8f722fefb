"""Charts as SVG of our own: geometry here, markup in `templates/charts`, colours in the theme."""
