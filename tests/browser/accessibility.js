// What is wrong with the page for whoever does not see it, does not point at it, or sees it small: a list of words.
() => {
  const wrong = [];
  const shown = (one) => {
    return one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && one.getClientRects().length
      && !one.closest("[hidden], [aria-hidden=true]");
  };
  const said = (one) => one.outerHTML.slice(0, 120);
  const nameOf = (one) => {
    const labelled = (one.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean).map((id) => document.getElementById(id)?.textContent || "");
    const labels = one.labels ? [...one.labels].map((label) => label.textContent) : [];
    const visible = [...one.querySelectorAll("*")].some((part) => part.classList.contains("word") && !shown(part)) ? "" : one.textContent;
    return [one.getAttribute("aria-label"), ...labelled, ...labels, visible, one.getAttribute("title")].map((word) => (word || "").trim()).find(Boolean) || "";
  };

  if (!document.documentElement.lang) wrong.push("the page names no language");
  if (!document.title.trim()) wrong.push("the page has no title");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  if ([...document.querySelectorAll("h1")].filter((one) => one.getClientRects().length).length !== 1) wrong.push("not one h1");

  let level = 0;
  document.querySelectorAll("main h1, main h2, main h3, main h4").forEach((heading) => {
    if (!heading.getClientRects().length) return;
    const here = Number(heading.tagName[1]);
    if (level && here > level + 1) wrong.push(`heading jumps from ${level} to ${here}: ${said(heading)}`);
    level = here;
  });

  const ids = new Set();
  document.querySelectorAll("[id]").forEach((one) => {
    if (ids.has(one.id)) wrong.push(`two of one id: ${one.id}`);
    ids.add(one.id);
  });

  document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea").forEach((control) => {
    if (!shown(control)) return;
    if (!nameOf(control)) wrong.push(`no name: ${said(control)}`);
    if (control.tabIndex < 0 && !control.disabled) wrong.push(`not reached by keys: ${said(control)}`);
  });

  // A target smaller than 24 pixels is enough where a circle of that width around it touches no other target.
  const targets = [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
    .filter((one) => shown(one) && !one.matches(".visually-hidden, .skip") && !(one.tagName === "A" && getComputedStyle(one).display === "inline"))
    .map((one) => ({ one, box: (one.closest("label") || one).getBoundingClientRect() }));
  const isSmall = (box) => box.width < 23.5 || box.height < 23.5;
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const away = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  targets.filter(({ box }) => isSmall(box)).forEach(({ one, box }) => {
    const middle = centre(box);
    const ofFrame = (target) => Boolean(target.closest(".rail, .topbar"));  // it lies over the page wherever that is scrolled
    const crowd = targets.find((other) => other.one !== one && ofFrame(other.one) === ofFrame(one) && !other.one.contains(one) && !one.contains(other.one)
      && (isSmall(other.box) ? Math.hypot(middle[0] - centre(other.box)[0], middle[1] - centre(other.box)[1]) < 24 : away(middle, other.box) < 12));
    if (crowd) wrong.push(`small target ${Math.round(box.width)}×${Math.round(box.height)} beside another: ${said(one)}`);
  });

  document.querySelectorAll("th").forEach((cell) => { if (shown(cell) && !cell.textContent.trim()) wrong.push(`empty heading of a table: ${said(cell)}`); });
  document.querySelectorAll("table").forEach((table) => { if (shown(table) && !table.caption && !table.closest("[aria-label]")) wrong.push(`table without a name: ${said(table)}`); });
  document.querySelectorAll("img:not([alt])").forEach((image) => wrong.push(`image without words: ${said(image)}`));

  const channel = (value) => { const part = value / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const colour = (text) => { const parts = (text.match(/[\d.]+/g) || []).map(Number); return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 }; };
  const paperOf = (one) => {
    for (let node = one; node; node = node.parentElement) {
      const found = colour(getComputedStyle(node).backgroundColor);
      if (found.alpha === 1) return found.rgb;
      if (found.alpha > 0) return null;
    }
    return null;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const told = new Set();
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !shown(one) || one.closest("svg, script, [disabled]")) continue;
    const [ink, paper] = [colour(getComputedStyle(one).color), paperOf(one)];
    if (!paper || ink.alpha < 1) continue;
    const [bright, dim] = [light(ink.rgb), light(paper)].sort((a, b) => b - a);
    const ratio = (bright + 0.05) / (dim + 0.05);
    if (ratio < 4.5 && !told.has(one.className)) {
      told.add(one.className);
      wrong.push(`contrast ${ratio.toFixed(2)}: ${said(one)}`);
    }
  }

  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) wrong.push(`wider than the window by ${over}`);
  return wrong;
}
