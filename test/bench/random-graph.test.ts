import {readFileSync} from 'node:fs';
import test from 'ava';
import {randomGraph} from '../../source/bench/program/random-graph.ts';
import {scratch} from '../records/scratch.ts';

test('the random graph has the edges that were asked for, between nodes that there are, and is always the same', t => {
	const text = readFileSync(randomGraph(scratch(t), 50, 2000), 'utf8');
	const [head, ...lines] = text.trimEnd().split('\n');
	t.is(head, 'source,target');
	t.is(lines.length, 2000);
	const ends = lines.flatMap(line => line.split(',').map(Number));
	t.true(ends.every(node => Number.isInteger(node) && node >= 0 && node < 50));
	t.is(new Set(ends).size, 50);
	t.is(text, readFileSync(randomGraph(scratch(t), 50, 2000), 'utf8'));
});
