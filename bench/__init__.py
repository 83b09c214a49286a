"""How fast is it, beside its limit and beside another way, in one run? See bench/RESULTS.md."""
