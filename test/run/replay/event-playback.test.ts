import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {createEventPlayback, eventsGiven} from '../../../source/run/replay/event-playback.ts';
import {scratch} from '../../program.ts';

const line = (seq: number) => `${JSON.stringify({seq, epoch: 0, tick: seq, kind: 'test', message: ''})}\n`;
const lines = (from: number, to: number) => Array.from({length: to - from}, (_, i) => line(from + i)).join('');

test('events come as they are passed by, from every part of the log, and anew on the way back', async t => {
	const directory = scratch(t);
	writeFileSync(join(directory, 'events.jsonl.1'), lines(1, 10));
	writeFileSync(join(directory, 'events.jsonl'), lines(10, 20));
	const playback = createEventPlayback(directory);
	const seqs = async (tick: number) => {
		const {events, anew} = await playback.to({epoch: 0, tick});
		return [anew, ...events.map(each => each.seq)];
	};
	t.deepEqual(await seqs(2), [false, 1, 2]);
	t.deepEqual(await seqs(11), [false, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
	t.deepEqual(await seqs(11), [false]);
	t.deepEqual(await seqs(3), [true, 1, 2, 3]);
	t.deepEqual(await seqs(4), [false, 4]);
});

test('of a long way the newest events are given, no more than there is room for', async t => {
	const directory = scratch(t);
	const last = 3 * eventsGiven + 7;
	writeFileSync(join(directory, 'events.jsonl'), lines(1, last + 2));
	const {events} = await createEventPlayback(directory).to({epoch: 0, tick: last});
	t.is(events.length, eventsGiven);
	t.is(events.at(-1)?.seq, last);
	t.is(events[0]?.seq, last - eventsGiven + 1);
});
