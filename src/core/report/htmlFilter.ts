/** The page's script. A text, so that it and its hash are the same in every build. */
export const FILTER = `
"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const [words, service, severity, shown] = ["words", "service", "severity", "shown"].map((id) => document.getElementById(id));
  const plain = (element) => element.textContent.toLowerCase();
  const files = [...document.querySelectorAll(".file")].map((file) => {
    const name = plain(file.querySelector("h3 bdi"));
    const rows = [...file.querySelectorAll("tbody tr")].map((row) => ({ row, text: name + " " + plain(row), ...row.dataset }));
    return { file, rows };
  });
  const all = files.reduce((sum, { rows }) => sum + rows.length, 0);
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/);
    let left = 0;
    for (const { file, rows } of files) {
      let own = 0;
      for (const { row, text, ...facts } of rows) {
        const fits =
          (service.value === "" || facts.service === service.value) &&
          (severity.value === "" || facts.severity === severity.value) &&
          wanted.every((word) => text.includes(word));
        row.hidden = !fits;
        if (fits) own += 1;
      }
      file.hidden = own === 0;
      left += own;
    }
    shown.textContent = left + " of " + all + (all === 1 ? " key" : " keys") + " shown";
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
`;
