import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {checkEngine, type EngineReport} from '../../source/run/external/check/check-engine.ts';
import {capabilities} from '../../source/run/external/hello.ts';
import {pythonWith, withNumpy} from '../clients/python.ts';
import {root, scratch} from '../program.ts';
import {page} from './pages.ts';

const example = (name: string) => join(root, 'fixtures', 'examples', name);
const {text} = page('docs/engine-protocol.md');
const brian2 = pythonWith('brian2');
const withBrian2 = brian2 === undefined ? test.skip : test;

const tried = (command: string): Promise<EngineReport> =>
	checkEngine({command, cwd: process.cwd()}, {nodes: 60, timeoutMs: 120_000, found: () => undefined});

withNumpy('the loop on the page, with the two functions on the page, is an engine', async t => {
	const [talk = '', loop = ''] = [...text.matchAll(/^```python\n([\s\S]*?)^```/gm)].map(([, block]) => block);
	const file = join(scratch(t), 'loop.py');
	writeFileSync(file, [talk, 'def my_step(x, a):\n    return x + np.float32(0.01) * a * (1 - x)', loop].join('\n'));
	const report = await tried(`${pythonWith('numpy')} ${file}`);
	t.true(report.ok, JSON.stringify(report.findings));
	t.like(report.hello, {name: 'my loop', graph: 'own', nodes: 1000});
});

withNumpy('the numpy example keeps to the protocol, in about sixty lines', async t => {
	const report = await tried(`${pythonWith('numpy')} ${example('numpy_rate.py')}`);
	t.true(report.ok, JSON.stringify(report.findings));
	t.deepEqual(report.hello?.can, [...capabilities]);
	const lines = readFileSync(example('numpy_rate.py'), 'utf8').split('\n');
	t.true(lines.filter(each => each.trim() !== '').length <= 65);
});

withBrian2('the Brian2 example keeps to the protocol', async t => {
	const report = await tried(`${brian2} ${example('brian2_network.py')}`);
	t.true(report.ok, JSON.stringify(report.findings));
});

test('the page names every capability', t => {
	for (const each of capabilities) t.true(text.includes(`| \`${each}\` |`), each);
});
