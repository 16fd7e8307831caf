import test from 'ava';
import {nodeReport} from '../../../source/server/node-report.ts';
import {createPartStructure} from '../../../source/ui/views/part-structure.ts';
import {ringGraph} from './graph-fixtures.ts';

const graph = ringGraph(5000, 2, {directed: false});
const counted = (numbers: object) => Object.keys(numbers).length;

test('of nodes that were asked for the last ones are known, and no more however many there were', t => {
	const structure = createPartStructure({n: graph.n, directed: false, named: true});
	structure.learnHubs([nodeReport(graph, 4000), nodeReport(graph, 4500)]);
	for (let node = 0; node < 1000; node++) structure.learn(nodeReport(graph, 2 * node));
	const {x, y, names} = structure.graph;
	t.true(structure.knows(1998));
	t.false(structure.knows(0));
	t.is(x[1998], graph.x[1998]);
	t.is(y[1997], graph.y[1997], 'a neighbour');
	t.is(x[4000], graph.x[4000], 'a hub');
	t.is(x[0], undefined);
	t.deepEqual(structure.hubs(), [4000, 4500]);
	for (const numbers of [x, y, names ?? {}, structure.degrees()]) t.true(counted(numbers) < 200, `${counted(numbers)}`);
});

test('a node that is asked for again is kept before others', t => {
	const structure = createPartStructure({n: graph.n, directed: false, named: false});
	for (let node = 1; node < 100; node++) {
		structure.learn(nodeReport(graph, 0));
		structure.learn(nodeReport(graph, 10 * node));
	}
	t.true(structure.knows(0));
	t.false(structure.knows(10));
	t.is(structure.graph.names, undefined);
});
