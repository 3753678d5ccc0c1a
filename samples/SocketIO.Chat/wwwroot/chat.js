const at = id => document.getElementById(id);
const say = text => { at('status').textContent = text; };
const patience = 5000;
let room = null;

if (!window.io) {
  at('missing').hidden = false;
  at('sign-in').hidden = true;
}

at('sign-in').onsubmit = async event => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  const response = await fetch('sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: fields.name, code: fields.code || null }),
  });
  if (!response.ok) {
    say('That name does not do.');
    return;
  }
  const { token } = await response.json();
  enter(token);
  if (fields.code) {
    moderate(token);
  }
};

function enter(token) {
  const chat = io('/chat', { auth: { token }, transports: ['websocket'] });
  chat.on('connect', () => {
    at('sign-in').hidden = true;
    at('chat').hidden = false;
    say('Connected.');
    if (room) {
      join(chat, room);                  // a new socket is in no room
    }
  });
  chat.on('connect_error', error => say(`${error.message}${error.data ? ` (${error.data.code})` : ''}`));
  chat.on('disconnect', reason => say(`Disconnected: ${reason}`));
  chat.on('message', show);
  chat.on('announcement', text => show({ from: 'Everyone, please', text }));
  chat.on('arrived', name => say(`${name} is here.`));
  chat.on('left', name => say(`${name} has left.`));
  chat.on('are_you_there', (question, answer) => answer(true));
  let quiet;
  chat.on('typing', (where, name) => {
    at('typing').textContent = `${name} is typing…`;
    clearTimeout(quiet);
    quiet = setTimeout(() => { at('typing').textContent = ''; }, 2000);
  });

  at('room').onsubmit = event => {
    event.preventDefault();
    if (room) {
      chat.emit('leave', room);
    }
    join(chat, new FormData(event.target).get('room'));
  };
  at('post').oninput = () => room && chat.volatile.emit('typing', room);
  at('post').onsubmit = async event => {
    event.preventDefault();
    const text = new FormData(event.target).get('text');
    const answer = await chat.timeout(patience).emitWithAck('post', { room, text }).catch(() => ({ ok: false, message: 'No answer.' }));
    if (answer.ok === false) {
      say(answer.message);
      return;
    }
    show(answer);
    at('post').reset();
  };
}

async function join(chat, name) {
  const people = await chat.timeout(patience).emitWithAck('join', name);
  room = name;
  at('people').textContent = people.join(', ');
}

function moderate(token) {
  const moderation = io('/moderation', { auth: { token }, transports: ['websocket'] });
  moderation.on('connect', () => { at('announce').hidden = false; });
  moderation.on('connect_error', error => say(`Moderation: ${error.message} (${error.data?.code})`));
  at('announce').onsubmit = event => {
    event.preventDefault();
    moderation.emit('announce', new FormData(event.target).get('text'), told => say(`${told} were told.`));
  };
  at('roll-call').onclick = () => moderation.emit('roll_call', names => say(`Here: ${names.join(', ')}`));
}

function show({ from, text }) {
  const line = document.createElement('li');
  const who = document.createElement('b');
  who.textContent = `${from}: `;
  line.append(who, text);
  at('messages').append(line);
}
