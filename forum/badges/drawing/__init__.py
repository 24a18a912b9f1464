"""How badges look on paper: typefaces, fitting, shapes, faces and sheets. Pure: values in, marks on a canvas out."""
