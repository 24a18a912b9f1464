"""What somebody without a mouse meets on a page: everything that can be used is reached, seen when it is, and lets go."""

from __future__ import annotations

from playwright.async_api import Page

_LOOK = """() => {
    const faults = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const told = (element) => element.outerHTML.slice(0, 120).replace(/\\s+/g, " ");
    const sticks = (element) => {
        for (let node = element; node; node = node.parentElement)
            if (["fixed", "sticky"].includes(getComputedStyle(node).position)) return true;
        return false;
    };
    const look = (element) => {
        const drawn = [];
        for (let node = element; node && drawn.length < 4; node = node.parentElement) {
            const style = getComputedStyle(node);
            drawn.push([style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor,
                style.backgroundColor, style.textDecorationLine].join());
        }
        for (const part of [...element.querySelectorAll("*")].slice(0, 6)) {  // a drawing shows it on what it is made of
            const style = getComputedStyle(part);
            drawn.push([style.stroke, style.strokeWidth, style.fill, style.opacity, style.visibility, style.display].join());
        }
        for (const label of element.labels || []) {
            for (const node of [label, ...label.children]) {
                const style = getComputedStyle(node);
                drawn.push([style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor].join());
            }
        }
        return drawn.join("|");
    };
    for (const element of document.querySelectorAll("[tabindex]")) {
        if (element.tabIndex > 0) faults.push(`out of order: ${told(element)}`);
    }
    for (const element of document.querySelectorAll("[role=button], [role=link], [onclick]")) {
        const arrows = element.parentElement.querySelector(`:scope > [role=${element.getAttribute("role")}][tabindex="0"]`);
        if (shown(element) && element.tabIndex < 0 && !arrows && !element.closest("[aria-hidden=true], [role=listbox]"))
            faults.push(`not reached: ${told(element)}`);
    }
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
        (element) => element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && shown(element)
            && !element.closest("[inert]"));
    const alike = {};  // a hundred stands of one plan are alike: a dozen tell of all
    const few = stops.filter((element) => {
        const kind = `${element.localName} ${element.type || ""} ${element.getAttribute("class") || ""}`;
        return (alike[kind] = (alike[kind] || 0) + 1) <= 12;
    });
    document.activeElement.blur();
    for (const element of few) {
        const before = look(element);
        element.focus();
        if (document.activeElement !== element) { faults.push(`takes no focus: ${told(element)}`); continue; }
        if (look(element) === before) faults.push(`not seen: ${told(element)}`);
        const tab = new KeyboardEvent("keydown", { key: "Tab", code: "Tab", bubbles: true, cancelable: true });
        if (!element.dispatchEvent(tab)) faults.push(`holds fast: ${told(element)}`);
        const box = element.getBoundingClientRect();
        const within = (middle, end) => Math.min(end - 1, Math.max(0, middle));
        const top = document.elementFromPoint(
            within(box.left + box.width / 2, innerWidth), within(box.top + box.height / 2, innerHeight));
        if (top && !top.contains(element) && !element.contains(top) && sticks(top)) faults.push(`covered: ${told(element)}`);
        element.blur();
    }
    scrollTo(0, 0);
    return faults;
}"""


async def faults_of(page: Page) -> list[str]:
    """Each stop of the Tab key that is not reached, not seen, covered by what sticks to the screen, or never left."""
    found: list[str] = await page.evaluate(_LOOK)
    return found
