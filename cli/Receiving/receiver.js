const main = () => document.querySelector('main');

async function renew() {
  const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
  const open = [...document.querySelectorAll('details[open]')].map(details => details.id);
  main().replaceWith(page.querySelector('main'));
  open.forEach(id => document.getElementById(id)?.setAttribute('open', ''));
}

async function look() {
  try {
    const { newest, mode } = main().dataset;
    const news = await (await fetch(`/messages.json?after=${newest}`)).json();
    if (news.messages.length > 0 || (news.mode ?? '') !== mode) await renew();
    document.body.classList.remove('gone');
  } catch {
    document.body.classList.add('gone');
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
