(function () {
  'use strict';
  var form = document.getElementById('filter');
  var each = function (selector, action) { Array.prototype.forEach.call(document.querySelectorAll(selector), action); };
  var rows = [];
  each('tr[data-verdict]', function (row) { rows.push({ row: row, text: row.textContent.toLowerCase() }); });

  function matches(entry) {
    var data = entry.row.dataset;
    return ['verdict', 'standard', 'criterion'].every(function (name) {
      var wanted = form.elements[name].value;
      return wanted === '' ? true : data[name] === wanted;
    }) ? entry.text.indexOf(form.elements.text.value.toLowerCase().trim()) !== -1 : false;
  }

  function apply() {
    var shown = 0;
    rows.forEach(function (entry) {
      entry.row.hidden = !matches(entry);
      shown += entry.row.hidden ? 0 : 1;
    });
    each('.standard', function (standard) {
      standard.hidden = standard.querySelector('tr[data-verdict]:not([hidden])') === null;
    });
    var output = form.querySelector('output');
    output.textContent = output.dataset.template.replace('{0}', shown).replace('{1}', rows.length);
  }

  function open(state) {
    each('details', function (details) { details.open = state; });
  }

  function follow() {
    var target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    var details = target ? target.querySelector('details') : null;
    if (!details) { return; }
    if (target.hidden) { form.reset(); apply(); }
    details.open = true;
  }

  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  document.getElementById('expand').addEventListener('click', function () { open(true); });
  document.getElementById('collapse').addEventListener('click', function () { open(false); });
  window.addEventListener('beforeprint', function () { open(true); });
  window.addEventListener('hashchange', follow);
  apply();
  follow();
})();
