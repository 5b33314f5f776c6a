"""The pages that members open from their chat: linking, papers, details, and leaving."""
