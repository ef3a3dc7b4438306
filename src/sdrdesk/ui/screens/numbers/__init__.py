"""The numbers: nine questions, each answered on one page, every figure with what stands behind it."""
