"use strict";
(function () {
  const form = document.querySelector(".filters");
  if (!form) return;
  const shown = form.querySelector("output");
  function fits(element) {
    const wanted = form.elements;
    const text = wanted.text.value.toLowerCase();
    return (!wanted.action.value || element.dataset.action === wanted.action.value)
        && (!wanted.namespace.value || element.dataset.namespace === wanted.namespace.value)
        && (!wanted.reason.value || element.dataset.reason.split(" ").includes(wanted.reason.value))
        && (!text || (element.closest(".workload") || element).textContent.toLowerCase().includes(text));
  }
  function apply() {
    const rows = [...document.querySelectorAll(".overview tbody tr")];
    rows.forEach(row => { row.hidden = !fits(row); });
    document.querySelectorAll(".workload").forEach(workload => {
      const pods = [...workload.querySelectorAll("article")];
      pods.forEach(pod => { pod.hidden = !fits(pod); });
      workload.hidden = pods.every(pod => pod.hidden);
    });
    shown.value = rows.filter(row => !row.hidden).length + " of " + rows.length;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  apply();
})();
