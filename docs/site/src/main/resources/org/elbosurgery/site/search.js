'use strict';
(() => {
  // The contents are open beside the text, and closed above it on a narrow screen.
  const menu = document.querySelector('.menu');
  const wide = matchMedia('(min-width: 60rem)');
  const fold = () => { menu.open = wide.matches; };
  wide.addEventListener('change', fold);
  fold();

  const top = document.body.dataset.top;
  const form = document.querySelector('form');
  const input = form.querySelector('input');
  const found = document.getElementById('found');
  form.hidden = false;

  let index;
  const build = () => {
    index = index || lunr(function () {
      this.ref('id');
      this.field('title', {boost: 8});
      this.field('page', {boost: 4});
      this.field('text');
      SECTIONS.forEach((section, id) => this.add({id, ...section}));
    });
    return index;
  };

  const search = (text) => {
    const words = lunr.tokenizer(text).map(String);
    if (words.length === 0) return [];
    return build().query((query) => words.forEach((word) => {
      query.term(lunr.stemmer(new lunr.Token(word)).toString(), {boost: 10});
      query.term(word, {wildcard: lunr.Query.wildcard.TRAILING});
    }));
  };

  // A piece of the text around the first word that was looked for.
  const excerpt = (text, words) => {
    const at = Math.max(0, ...words.map((word) => text.toLowerCase().indexOf(word)).filter((i) => i >= 0).slice(0, 1));
    const start = Math.max(0, at - 40);
    return (start > 0 ? '… ' : '') + text.slice(start, start + 140) + (text.length > start + 140 ? ' …' : '');
  };

  const element = (name, text) => Object.assign(document.createElement(name), {textContent: text});

  const show = () => {
    const text = input.value.trim();
    const words = text.toLowerCase().split(/\s+/);
    const hits = search(text).slice(0, 12).map((hit) => SECTIONS[hit.ref]);
    found.replaceChildren(...hits.map((section) => {
      const link = element('a', '');
      link.href = top + section.link;
      link.append(element('b', section.title), element('span', section.page), element('small', excerpt(section.text, words)));
      const item = element('li', '');
      item.append(link);
      return item;
    }));
    if (hits.length === 0 && text !== '') found.append(element('li', 'Nothing found.'));
    found.hidden = text === '';
  };

  input.addEventListener('focus', build, {once: true});
  input.addEventListener('input', show);
  found.addEventListener('click', () => { found.hidden = true; });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const first = found.querySelector('a');
    if (first) { found.hidden = true; location.href = first.href; }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { found.hidden = true; input.blur(); }
    if (event.key === '/' && document.activeElement !== input) { event.preventDefault(); input.focus(); }
  });

  const asked = new URLSearchParams(location.search).get('q');
  if (asked) { input.value = asked; show(); }
})();
