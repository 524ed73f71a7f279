def without_effect(p): return []
