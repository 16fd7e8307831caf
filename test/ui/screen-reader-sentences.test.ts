import test from 'ava';
import {
	eventSentence,
	openingSentences,
	siftedSentence,
	spoken,
	stateSentence,
	summary,
} from '../../source/ui/screen-reader-sentences.ts';
import {event, frameOf} from './views/frames.ts';

test('signs are words, and control characters are taken out', t => {
	t.is(spoken('hz 10 → 12.5 Hz', false), 'hz 10 to 12.5 Hz');
	t.is(spoken('use 0.001 … 1000 or −1', false), 'use 0.001 to 1000 or -1');
	t.is(spoken('bad\u001B[2Jnews\u0007\nhere', false), 'badnews here');
	t.is(spoken('grün', false), 'grün');
	t.is(spoken('grün → rot', true), 'gr?n to rot');
});

test('whoever has just come hears what runs and which keys there are', t => {
	const said = openingSentences(frameOf(), false).join('\n');
	t.regex(said, /^connectop, run 20261121_101502: a model, domain first\.$/m);
	t.regex(said, /^Graph ring k 2: 40 nodes, 60 edges\. Kernel cpu\.$/m);
	t.regex(said, /space pauses, q ends\.$/m);
	t.notRegex(openingSentences(frameOf(), true).join('\n'), /space/);
	const lost = openingSentences(frameOf({link: {state: 'lost', message: 'the connection is lost'}}), false);
	t.true(lost.includes('the connection is lost.'));
});

test('whether it runs', t => {
	t.regex(stateSentence(frameOf()), /^Running at tick 44, model time .*, .* of 10.* ticks a second/);
	t.regex(stateSentence(frameOf({status: {paused: true}})), /^Paused at tick 44/);
	t.regex(stateSentence(frameOf({status: {ended: true}})), /^Ended at tick 44/);
	t.regex(stateSentence(frameOf({status: {missed: 3}})), /, 3 ticks missed\.$/);
});

test('a summary says the figures and which way they go, on one line and without signs', t => {
	const history = {meanWeight: [0.1, 0.2], cohesion: [12, 4], activeEdges: [100, 101], entropy: [5]};
	const said = summary(frameOf({history}), 30);
	t.regex(said, /Mean W \S+, rising; .* active edges; .* components?, falling, the largest with .* % of the nodes/);
	t.notRegex(said, /entropy [\d.]+,/);
	t.regex(said, /Saved at tick \d+\.$/);
	t.notRegex(said, /\n|[^ -~]/);
	t.regex(summary(frameOf({status: {savedTick: -1}}), 30), /Nothing is saved\.$/);
});

test('events', t => {
	t.is(eventSentence(event('verified')), 'checkpoint at tick 30: verified.');
	t.is(eventSentence(event('slow', {level: 'warn', kind: 'late'})), 'Warning: late at tick 30: slow.');
	t.is(eventSentence(event('verified'), 2), 'checkpoint at tick 30: verified; 2 more like it.');
});

test('which events are read out', t => {
	t.is(siftedSentence({level: 'all', filter: undefined}), 'All events are read out.');
	t.is(
		siftedSentence({level: 'warn', filter: {text: 'late', shows: () => true}}),
		'Events of level warn and above that fit late are read out.',
	);
});
