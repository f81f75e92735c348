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

// Scrolls `element` into sight inside `area`, and nothing else: a page on a projector must not jump.
export function showInside(area, element) {
  if (!area || !element) return;
  const outer = area.getBoundingClientRect(), inner = element.getBoundingClientRect();
  if (inner.top < outer.top + 8 || inner.bottom > outer.bottom - 8)
    area.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}
