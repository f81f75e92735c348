// SPDX-License-Identifier: MIT
// Elements, made and found. Text always goes in as text: nothing of a program is ever read as HTML.
// CPython: none. Next: words.js (what the text is), the panels.

// make("div", { class: "box", onclick: … }, "text", child, …); null and undefined children are left out.
export function make(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

export function makeSvg(tag, attributes = {}, ...children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

export const byId = (id) => document.getElementById(id);

export function replaceChildren(element, ...children) {
    element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

// Moves the class from where it is to `elements`; `marked` is what had it, and is changed.
export function moveMark(marked, elements, name) {
    for (const element of marked) element.classList.remove(name);
    marked.length = 0;
    for (const element of elements) {
        if (!element) continue;
        element.classList.add(name);
        marked.push(element);
    }
}

// An area whose rows are many is one stop for Tab: in it ↑ and ↓ go from row to row, from the one that is marked on.
export function walkRows(area, selector) {
    area.tabIndex = 0;
    area.addEventListener("keydown", (event) => {
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (!step || event.shiftKey || event.ctrlKey || event.altKey) return;
        const rows = [...area.querySelectorAll(selector)], marked = rows.findIndex((row) => row.matches(".now"));
        const at = rows.indexOf(document.activeElement);
        const next = at >= 0 ? rows[at + step] : rows[Math.max(0, marked)];
        event.preventDefault();
        next?.focus();
    });
}

const scrolls = new Map();  // area → the element that is to be seen in it

// `element` will be in sight inside `area` after scrollAll(), and nothing else moves: a page on a projector must not
// jump.
// Where things are is asked for when all panels have changed, once: each answer costs the browser a layout.
export function showInside(area, element) {
    if (area && element) scrolls.set(area, element);
}

export function scrollAll() {
    const places =
        [...scrolls].map(([area, element]) => [area, area.getBoundingClientRect(), element.getBoundingClientRect()]);
    scrolls.clear();
    for (const [area, outer, inner] of places) {
        if (inner.top < outer.top + 8 || inner.bottom > outer.bottom - 8)
            area.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    }
}
