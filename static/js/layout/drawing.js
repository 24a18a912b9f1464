/** The stands as they are drawn: their boxes, where a pointer is among them, how they look while they are moved. */
export function openDrawing(svg) {
  const stands = () => [...svg.querySelectorAll("[data-stand]")];

  const box = (stand) => {
    const [x, y, width, depth, rotation] = stand.dataset.box.split(" ").map(Number);
    return { x, y, width, depth, rotation };
  };

  /** Where a pointer event happened, in centimetres of the hall. */
  const place = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: at.x, y: at.y };
  };

  const shift = (chosen, right, down) => {
    for (const stand of chosen) stand.setAttribute("transform", `translate(${right} ${down})`);
  };

  const resize = (stand, width, depth) => {
    stand.querySelector("rect").setAttribute("width", width);
    stand.querySelector("rect").setAttribute("height", depth);
  };

  /** A rectangle that is being drawn, or none. */
  const outline = (area) => {
    const layer = svg.querySelector("[data-laying-part]");
    let rect = svg.querySelector(".laying__outline");
    if (!area) {
      rect?.remove();
      return;
    }
    if (!rect) {
      rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      rect.setAttribute("class", "laying__outline");
      layer.append(rect);
    }
    for (const [name, value] of Object.entries(area)) rect.setAttribute(name, value);
  };

  /** The corner by which one chosen stand is made larger. */
  const handle = (stand) => {
    svg.querySelector(".laying__handle:not([data-thing-handle])")?.remove();
    if (!stand || box(stand).rotation % 360) return;
    const { x, y, width, depth } = box(stand);
    const corner = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    corner.setAttribute("class", "laying__handle");
    for (const [name, value] of Object.entries({ x: x + width - 40, y: y + depth - 40, width: 80, height: 80 })) {
      corner.setAttribute(name, value);
    }
    svg.querySelector("[data-laying-part]").append(corner);
  };

  return { stands, box, place, shift, resize, outline, handle };
}
