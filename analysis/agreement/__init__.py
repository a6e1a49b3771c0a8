"""Inter-coder agreement."""
