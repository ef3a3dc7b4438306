"""Objections: caught in a few keys wherever one is, and explored afterwards."""
