import test from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {uniform} from '../../../source/base/threefry.ts';
import {formatSpec, parseSpec} from '../../../source/run/recording/spec.ts';

test('what, how often and where to, with defaults', t => {
	t.deepEqual(parseSpec('nodes=3'), {
		nodes: [{type: 'node', text: '3', quoted: false}],
		variables: [],
		metrics: [],
		every: {ticks: 1},
		to: 'npy',
		force: false,
	});
	t.like(parseSpec('nodes=0-99,AVAL,degree>=20,degree=top:5,all,"left hand" var=W,V every=10t to=csv name=a.b'), {
		name: 'a.b',
		variables: ['W', 'V'],
		every: {ticks: 10},
		to: 'csv',
		nodes: [
			{type: 'range', from: 0, to: 99},
			{type: 'node', text: 'AVAL', quoted: false},
			{type: 'degree', relation: '>=', value: 20},
			{type: 'top', count: 5},
			{type: 'all'},
			{type: 'node', text: 'left hand', quoted: true},
		],
	});
	t.like(parseSpec('metrics=meanWeight,cohesion every=2s to=jsonl'), {
		metrics: ['meanWeight', 'cohesion'],
		every: {seconds: 2},
		to: 'jsonl',
	});
	t.deepEqual(parseSpec('nodes=all every=0.5').every, {seconds: 0.5});
	t.deepEqual(parseSpec('nodes=all below=−0.5').crossing, {side: 'below', level: -0.5});
	t.true(parseSpec('nodes=all force=yes').force);
});

test('what can’t be read is refused in one line', t => {
	for (const [text, what] of [
		['', /nothing is named/],
		['W', /"W" is not understood; use nodes=/],
		['nodes=1 nodes=2', /twice/],
		['nodes=', /needs a value/],
		['nodes=1 metrics=cohesion', /two recorders/],
		['metrics=cohesion var=W', /var= is about nodes/],
		['metrics=cohesion above=1', /above= is about nodes/],
		['nodes=1 above=1 below=1', /two recorders/],
		['nodes=1 above=much', /no number/],
		['nodes=1 var=W,V above=1', /one variable/],
		['nodes=1 every=0', /no interval/],
		['nodes=1 every=1.5t', /no interval/],
		['nodes=1 every=soon', /no interval/],
		['nodes=1 to=xls', /use npy, csv, jsonl/],
		['nodes=1 name=../x', /letters, digits/],
		['nodes=1 force=maybe', /yes or no/],
		['nodes=9-3', /no range/],
		['nodes=1,,2', /empty item/],
		['nodes=1 var=W,', /empty name/],
		['nodes="a', /not closed/],
		['nodes=selected', /marked on a screen/],
		['nodes=degree>x', /degree>=20/],
		[`nodes=${'1,'.repeat(20_000)}1`, /letters/],
	] as const) {
		const error = t.throws(() => parseSpec(text), {instanceOf: ConnectopError, code: 'record'}, text);
		t.regex(error.message, what);
		t.false(error.message.includes('\n') || error.message.length > 300, error.message);
	}
});

test('a spec as it is written out reads as the same spec, whatever it is', t => {
	for (let round = 0; round < 500; round++) {
		let drawn = 0;
		const random = () => uniform(5, 3, round, drawn++);
		const below = (n: number) => Math.floor(random() * n);
		const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
		const item = () =>
			pick([
				() => String(below(1000)),
				() => `#${below(1000)}`,
				() => `${below(10)}-${10 + below(10)}`,
				() => 'all',
				() => `degree${pick(['>=', '<=', '='])}${below(50)}`,
				() => `degree=top:${1 + below(50)}`,
				() => pick(['AVAL', 'x.y', 'ünï', 'a-b']),
				() => pick(['"left hand"', "'a,b'", '"all"', `'say "x"'`, '"0-9"', '" "']),
			])();
		const list = (make: () => string) => Array.from({length: 1 + below(4)}, make).join(',');
		const words = [
			...(random() < 0.2
				? [`metrics=${list(() => pick(['a', 'b', 'c']))}`]
				: [
						`nodes=${list(item)}`,
						...(random() < 0.5 ? [`var=${pick(['W', 'V', 'θ'])}`] : []),
						...(random() < 0.3 ? [`${pick(['above', 'below'])}=${(random() - 0.5) * 10 ** below(9)}`] : []),
					]),
			...(random() < 0.7 ? [`every=${pick(['1t', '10t', '2s', '0.25', '7'])}`] : []),
			...(random() < 0.7 ? [`to=${pick(['npy', 'csv', 'jsonl'])}`] : []),
			...(random() < 0.2 ? ['force=yes'] : []),
		].sort(() => random() - 0.5);
		const spec = parseSpec(words.join(' '.repeat(1 + below(3))));
		t.deepEqual(parseSpec(formatSpec(spec)), spec, words.join(' '));
	}
});
