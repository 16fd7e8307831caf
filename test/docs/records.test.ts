import {globSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {decodeNpz} from '../../source/records/npz.ts';
import {parseSpec} from '../../source/run/recording/spec.ts';
import {commands, internalCommands} from '../../source/run/registry/registry.ts';
import {built, root, run, scratch} from '../e2e/program.ts';
import {readRows} from '../e2e/records.ts';
import {page} from './pages.ts';

test.before(built);

/** Names that the page has in backticks. */
const known = new Set(
	[...page('docs/records.md').text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split('.')),
);

const logs = ['journal.jsonl', 'events.jsonl', 'metrics.jsonl', 'utd_events.jsonl'];

test('docs/records.md names every file, field and array of a run', async t => {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const graph = join(root, 'fixtures', 'graphs', 'worm-excerpt.csv');
	const model = join(root, 'fixtures', 'examples', 'sis.mjs');
	const words = join(root, 'LICENSE');
	const record = ['--record', 'nodes=0,1 to=jsonl name=own', '--record', 'nodes=all above=0.5 name=up'];
	const args = [
		...record,
		'--name',
		'mine',
		'--note',
		'a word',
		'--graph',
		graph,
		'--model',
		model,
		'--input',
		words,
		'--synthetic',
		'pulse',
		'--hz',
		'500',
	];
	const {code, stderr} = await run(t, folder, [
		'--no-ui',
		'--run-dir',
		directory,
		'--steps',
		'60',
		'--kernel',
		'cpu',
		...args,
	]);
	t.is(code, 0, stderr);

	const files = readdirSync(directory).filter(name => name !== 'records');
	for (const file of files) {
		const pattern = file
			.replace(/^state_\d+/, 'state_<tick>')
			.replace(/^graph-[0-9a-f]+/, 'graph-<hash>')
			.replace(/^(model|equations)-[0-9a-f]{12}-.*/, '$1-<hash>-<file>');
		t.true(page('docs/records.md').text.includes(`\`${pattern}\``), file);
	}

	const document = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
	const {options: _options, settings, graph: about, counters, checkpoints, model: itself, ...rest} = document;
	const fields = [rest, settings, about, counters, checkpoints[0], itself].flatMap(Object.keys);
	t.deepEqual(readdirSync(join(directory, 'records')).sort(), ['own.json', 'own.jsonl', 'up.json', 'up.npy']);
	const beside = JSON.parse(readFileSync(join(directory, 'records', 'up.json'), 'utf8'));
	fields.push(...[beside, ...beside.columns, settings.recorders[0], rest.notes[0]].flatMap(Object.keys));
	fields.push(...beside.columns.map((column: {name: string}) => column.name));
	for (const log of logs) {
		const rows = readRows(join(directory, log));
		t.true(rows.length > 0, log);
		fields.push(...rows.flatMap(Object.keys));
		if (log === 'utd_events.jsonl') fields.push(...rows.flatMap(row => Object.keys(row['payload'] ?? {})));
	}
	for (const file of files.filter(each => each.endsWith('.npz'))) {
		const arrays = decodeNpz(readFileSync(join(directory, file)), file);
		fields.push(...Object.keys(arrays).filter(name => name !== 'I'));
	}
	for (const field of new Set(fields)) t.true(known.has(field), field);

	const kinds = logs.flatMap(log => readRows(join(directory, log))).map(row => row.kind);
	for (const kind of new Set(kinds)) t.true(known.has(kind) || kind === 'metrics', kind);
});

/** What the first column of the tables in a section names. */
function named(heading: string): ReadonlySet<string> {
	const [, section = ''] = page('docs/records.md').text.split(`\n## ${heading}\n`);
	const [text = ''] = section.split('\n## ', 1);
	const heads = [...text.matchAll(/^\| ([^|]+) \|/gm)].map(([, head = '']) => head);
	return new Set(heads.flatMap(head => [...head.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)));
}

test('docs/records.md names every kind of event that there is, and every command of a journal', t => {
	// What an attached screen adds by itself is in no file.
	const files = globSync('source/{run,server,commands,records}/**/*.ts', {cwd: root}).filter(
		file => !file.includes('remote'),
	);
	const texts = files.map(file => readFileSync(join(root, file), 'utf8'));
	const said = texts.flatMap(text =>
		[...text.matchAll(/\blevel(?:: [^,{}]+)?,\s+kind: '([\w-]+)'/g)].map(([, kind = '']) => kind),
	);
	for (const kind of ['start', 'engine', 'late', 'recorder', 'disk']) t.true(said.includes(kind), `${kind} is found`);
	const silent = ['checkpoint', 'stop']; // what they do tells of itself
	const reported = [...commands, ...internalCommands].flatMap(({id, kind}) =>
		silent.includes(id) ? [] : [kind ?? id],
	);
	const events = named('events.jsonl');
	for (const kind of new Set([...said, ...reported])) t.true(events.has(kind), `event ${kind}`);

	const journal = named('journal.jsonl');
	const journalled = [...commands, ...internalCommands].filter(each => !each.unjournalled && each.id !== 'undo');
	for (const id of [...journalled.map(each => each.id), 'checkpoint', 'picture'])
		t.true(journal.has(id), `command ${id}`);
});

test('docs/records.md names every word that a recorder takes', t => {
	const words = new Set([...named('Recorders')].map(word => word.replace(/=.*$/, '=')));
	const refusal = t.throws(() => parseSpec('nodes=1 size=2'))?.message ?? '';
	const allowed: readonly string[] = refusal.match(/\b\w+=(?=, |$)/g) ?? [];
	t.true(allowed.includes('below=') && allowed.includes('force='), refusal);
	for (const word of allowed) t.true(words.has(word), word);
});
