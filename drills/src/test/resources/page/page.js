// Notes each part of the page that has arrived, then reports to the origin.
import { imported } from './words.js';

const parts = [];
function arrived(part) {
  parts.push(part);
  const item = document.createElement('li');
  item.textContent = part;
  document.getElementById('parts').append(item);
}

function events() {
  return new Promise((done, failed) => {
    const said = [];
    const source = new EventSource('events');
    source.onerror = () => failed(new Error('the events broke off'));
    source.onmessage = (event) => {
      said.push(event.data);
      if (said.length === 3) {
        source.close();
        done(said.join('-'));
      }
    };
  });
}

async function run() {
  arrived(`script ${imported}`);
  arrived(`style ${getComputedStyle(document.body).backgroundColor}`);
  const pictures = [...document.querySelectorAll('.picture')];
  await Promise.all(pictures.map((picture) => picture.decode()));
  arrived(`pictures ${pictures.map((picture) => `${picture.naturalWidth}x${picture.naturalHeight}`).join(' ')}`);
  const asked = await fetch('data.json?name=caf%C3%A9', { headers: { 'X-Asked': 'yes' } });
  arrived(`fetched ${(await asked.json()).name}`);
  const posted = await fetch('echo', { method: 'POST', body: 'x'.repeat(200000) });
  arrived(`posted ${(await posted.text()).length}`);
  arrived(`events ${await events()}`);
}

run()
  .catch((failure) => arrived(`failed ${failure}`))
  .finally(() => fetch('report', { method: 'POST', body: parts.join('\n') }));
