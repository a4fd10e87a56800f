// Choosing a claim lights up every passage that states it. The page is whole without this script.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const claims = all(".claim");
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const button = (claim) => claim.querySelector(".choose");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = () => (calm.matches ? "auto" : "smooth");
  let chosen = null;
  document.documentElement.classList.add("js");

  // Only one claim is a stop of the Tab key; the arrow keys go on from there.
  const stop = (claim) => claims.forEach((other) => { button(other).tabIndex = other === claim ? 0 : -1; });
  stop(claims[0]);

  const lights = [["content", "lit"], ["cue", "lit-cue"], ["source", "lit-source"], ["claim", "lit-tag"], ["claims", "lit-path"]];

  function clear() {
    for (const [, light] of lights) all("." + light).forEach((element) => element.classList.remove(light));
    all(".states").forEach((element) => element.classList.remove("states"));
    all(".choosing").forEach((element) => element.classList.remove("choosing"));
    all(".lit-count").forEach((count) => { count.hidden = true; });
    all(".pointed").forEach((element) => element.classList.remove("pointed"));
    if (!chosen) return;
    chosen.classList.remove("chosen");
    button(chosen).setAttribute("aria-pressed", "false");
    button(chosen).setAttribute("aria-expanded", "false");
    chosen = null;
  }

  function light(claim) {
    for (const [data, name] of lights) {
      all(`[data-${data}~="${claim.id}"]`).forEach((element) => element.classList.add(name));
    }
    const story = claim.closest(".story");
    all("svg.graph, .desk", story).forEach((part) => part.classList.add("choosing"));
    let passages = 0;
    let reports = 0;
    for (const report of all(".report", story)) {
      const here = all(".lit-tag", report).length;
      if (!here) continue;
      passages += here;
      reports += 1;
      report.classList.add("states");
      const chip = story.querySelector(`.strip [data-report="${report.id}"]`);
      chip.classList.add("states");
      chip.querySelector(".lit-count").textContent = here;
      chip.querySelector(".lit-count").hidden = false;
    }
    return `${claim.id}: ${passages} passages in ${reports} reports`;
  }

  // Each column goes to its first lit passage, the row of columns to the first that has one.
  function scrollColumns(claim) {
    const story = claim.closest(".story");
    const row = story.querySelector(".columns");
    if (getComputedStyle(row).gridAutoFlow !== "column") return;
    const stating = all(".report.states", story);
    for (const report of stating) {
      const text = report.querySelector(".text");
      const first = text.querySelector(".lit");
      if (!first) continue;
      const place = first.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop;
      text.scrollTo({ top: place - text.clientHeight / 4, behavior: behavior() });
    }
    const inSight = (report) => {
      const [box, frame] = [report.getBoundingClientRect(), row.getBoundingClientRect()];
      return box.left >= frame.left - 8 && box.right <= frame.right + 8;
    };
    if (stating.length && !stating.some(inSight)) {
      row.scrollTo({ left: stating[0].offsetLeft - row.offsetLeft, behavior: behavior() });
    }
  }

  // The claim stays under the pointer when a panel above it closes; then it is brought into sight.
  function settle(claim, before) {
    const list = claim.parentElement;
    const scroller = getComputedStyle(list).overflowY === "auto" ? list : document.scrollingElement;
    scroller.scrollTop += button(claim).getBoundingClientRect().top - before;
    if (scroller !== list) return;
    const [box, frame] = [claim.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < frame.top) list.scrollTop += box.top - frame.top;
    else if (box.bottom > frame.bottom) list.scrollTop += Math.min(box.bottom - frame.bottom, box.top - frame.top);
  }

  function choose(claim, { focus = false, address = true } = {}) {
    const before = button(claim).getBoundingClientRect().top;
    clear();
    chosen = claim;
    claim.hidden = false;
    claim.classList.add("chosen");
    button(claim).setAttribute("aria-pressed", "true");
    button(claim).setAttribute("aria-expanded", "true");
    stop(claim);
    document.getElementById("announce").textContent = light(claim);
    settle(claim, before);
    scrollColumns(claim);
    if (focus) {
      button(claim).focus({ preventScroll: true });
      if (getComputedStyle(claim.parentElement).overflowY !== "auto") button(claim).scrollIntoView({ block: "nearest" });
    }
    if (address) history.replaceState(null, "", "#" + claim.id);
  }

  function release() {
    clear();
    document.getElementById("announce").textContent = "";
    history.replaceState(null, "", location.pathname + location.search);
  }

  function point(element) {
    all(".pointed").forEach((other) => other.classList.remove("pointed"));
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: behavior() });
    element.classList.add("pointed");
  }

  // Where an address of the page leads: a claim, a statement, a paragraph or a report.
  function go(hash) {
    const target = document.getElementById(hash.slice(1));
    if (!target) return false;
    if (byId.has(target.id)) {
      choose(target, { focus: true });
      target.closest(".workbench").scrollIntoView({ block: "nearest" });
    } else if (/^s\d+$/.test(target.id)) {
      const claim = byId.get((target.dataset.claim || "").split(" ")[0]);
      if (claim) choose(claim, { address: false });
      point(target.nextElementSibling && target.nextElementSibling.classList.contains("content") ? target.nextElementSibling : target);
    } else if (/^r\d+(-p\d+)?$/.test(target.id)) {
      target.scrollIntoView({ block: "nearest", inline: "start", behavior: behavior() });
      if (target.tagName === "P") point(target);
    } else {
      return false;
    }
    return true;
  }

  function step(by) {
    const open = claims.filter((claim) => !claim.hidden);
    if (!open.length) return;
    const at = open.indexOf(chosen || document.activeElement.closest?.(".claim"));
    const next = chosen || at >= 0 ? Math.min(Math.max(at + (chosen || by < 0 ? by : 0), 0), open.length - 1) : 0;
    choose(open[next], { focus: true });
  }

  const ends = { Home: -Infinity, End: Infinity };
  const steps = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inList = document.activeElement.closest?.(".claim-list");
    if (event.key === "Escape" && chosen) release();
    else if (event.key in steps && (inList || event.key.length === 1)) step(steps[event.key]);
    else if (event.key in ends && inList) step(ends[event.key]);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const choice = event.target.closest(".choose");
    const passage = event.target.closest(".text .content");
    const filter = event.target.closest(".filter button");
    const only = event.target.closest(".only");
    if (link) {
      if (go(link.hash)) event.preventDefault();
    } else if (choice) {
      const claim = choice.closest(".claim");
      if (claim === chosen) release();
      else choose(claim);
    } else if (filter) {
      keep(filter);
    } else if (only) {
      const on = only.getAttribute("aria-pressed") !== "true";
      only.setAttribute("aria-pressed", String(on));
      only.closest(".desk").classList.toggle("narrowed", on);
      if (chosen) scrollColumns(chosen);
    } else if (passage && getSelection().isCollapsed) {
      const claim = byId.get((passage.dataset.content || "").split(" ")[0]);
      if (claim && claim !== chosen) choose(claim);
    }
  });

  // Only claims of one status, or all again.
  function keep(filter) {
    const on = filter.getAttribute("aria-pressed") !== "true";
    all("button", filter.parentElement).forEach((other) => other.setAttribute("aria-pressed", "false"));
    filter.setAttribute("aria-pressed", String(on));
    const list = filter.closest(".claims").querySelector(".claim-list");
    for (const claim of all(".claim", list)) claim.hidden = on && claim.dataset.status !== filter.dataset.status;
    const first = claims.find((claim) => !claim.hidden);
    if (first && (!chosen || chosen.hidden)) stop(first);
  }

  addEventListener("hashchange", () => go(location.hash));
  if (location.hash) go(location.hash);
})();
