import test from 'ava';
import {documentedOptions, documents, tableNames, withTables} from '../../scripts/doc-tables.ts';
import {built, run, scratch} from '../e2e/program.ts';
import {page, pages} from './pages.ts';

test('the tables are what the program has now', t => {
	for (const path of documents) {
		const {text} = page(path);
		t.is(withTables(text), text, `${path} is stale: npm run docs`);
	}
});

test('every table stands in a document, and every mark is that of a table', t => {
	const marks = documents.flatMap(path => [...page(path).text.matchAll(/<!-- table (\S+)/g)].map(([, name]) => name));
	t.deepEqual(marks.toSorted(), [...tableNames].toSorted());
	t.throws(() => withTables('<!-- table unheard -->\n<!-- end -->'), {message: /no table is called unheard/});
});

test('a stale table is found and mended', t => {
	const mended = withTables('before\n<!-- table keys-common -->\n| old |\n<!-- end -->\nafter');
	t.regex(mended, /^before\n<!-- table keys-common -->\n\n\| Key \| What it does \|/);
	t.regex(mended, /\| `space` \| pause or resume \|/);
	t.notRegex(mended, /old/);
	t.is(withTables(mended), mended);
});

/** Calls of Slurm and of containers, up to the end of the code or to connectop in it. */
const others = /\b(?:srun|scancel|sbatch|squeue|scontrol|apptainer|docker|npm install)\b(?:(?!connectop)[^`\n])*/g;

test('every option that the documents name is in --help, and the other way round', async t => {
	built();
	const folder = scratch(t);
	const verbs = [
		'run',
		'attach',
		'runs',
		'stop',
		'serve',
		'tail',
		'export',
		'compare',
		'replay',
		'bench',
		'info',
		'completion',
		'name',
		'note',
		'engine',
	];
	const helps = await Promise.all(verbs.map(verb => run(t, folder, [verb, '--help'])));
	const offered = new Set(helps.flatMap(({stdout}) => optionsIn(stdout)));
	const text = pages
		.filter(({path}) => path === 'README.md' || path.startsWith('docs/'))
		.map(each => each.text)
		.join('\n');
	// Other programs have options of their own.
	const own = text.replaceAll(/^(?:curl|#SBATCH) .*$/gm, '').replaceAll(others, '');
	const named = new Set(optionsIn(own));
	for (const name of named) t.true(offered.has(name) || offered.has(name.replace(/^no-/, '')), `--${name}`);
	for (const {name} of documentedOptions()) t.true(named.has(name) || name.length === 1, `--${name} is not named`);
});

const optionsIn = (text: string): string[] =>
	[...text.matchAll(/(?<![\w-])--([a-z][a-z-]*[a-z])(?!-)/g)].map(([, name = '']) => name);
