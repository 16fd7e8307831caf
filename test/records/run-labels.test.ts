import test from 'ava';
import {labelOf, longestNote, noteText, withNote} from '../../source/records/run-labels.ts';

test('a note is one line without control characters', t => {
	t.is(noteText('  the\tfront\r\n\u001B[31mhas \u0085 come\u2028here  '), 'the front [31mhas come here');
	t.is(noteText('x'.repeat(longestNote)), 'x'.repeat(longestNote));
	t.is(noteText('🐛'.repeat(longestNote)), '🐛'.repeat(longestNote), 'characters are counted, not their halves');
	t.throws(() => noteText('x'.repeat(longestNote + 1)), {message: 'note: 501 characters are too many; use up to 500'});
	t.throws(() => noteText(' \u0007\n'), {message: 'note: there is no text in it'});
});

test('events give a run its name and its notes, others nothing', t => {
	const at = {ts: '2026-11-21T10:00:00.000Z', tick: 7, epoch: 1};
	const [one, two] = ['a', 'b'].map(text => ({at: at.ts, tick: 7, epoch: 1, text}));
	t.deepEqual(labelOf({}, {...at, data: {id: 'name', name: 'night'}}), {name: 'night'});
	t.deepEqual(labelOf({}, {...at, data: {id: 'note', note: 'a'}}), {notes: [one!]});
	t.deepEqual(labelOf({notes: [one!]}, {...at, data: {id: 'note', note: 'b'}}), {notes: [one!, two!]});
	t.is(labelOf({}, {...at, data: {id: 'set', name: 'hz', value: 3}}), undefined);
	t.is(labelOf({}, at), undefined);
});

test('run.json keeps the newest notes alone', t => {
	let notes = [{at: '', tick: 0, epoch: 0, text: 'first'}] as ReturnType<typeof withNote>['notes'];
	for (let tick = 1; tick <= 200; tick++) ({notes} = withNote(notes, {at: '', tick, epoch: 0, text: `${tick}`}));
	t.is(notes.length, 200);
	t.is(notes[0]?.text, '1');
	t.is(notes.at(-1)?.text, '200');
});
