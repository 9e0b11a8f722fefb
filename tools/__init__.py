"""Scripts that derive committed data from published data. No part of the generator."""
