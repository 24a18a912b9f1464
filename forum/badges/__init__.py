"""Badges: one opaque code each, drawn as a QR code, printed."""
