import test from 'ava';
import fc from 'fast-check';
import {edgesOf, readFixture, readText} from './graph-text.ts';

const two = ['a→b 1', 'b→c 1'];

for (const [title, text] of [
	['commas', 'a,b\nb,c\n'],
	['semicolons', 'a;b\nb;c'],
	['tabs', 'a\tb\nb\tc\n'],
	['blanks, padded', '  a   b \n b \t c\n'],
	['a header', 'From,To\na,b\nb,c'],
	['a byte order mark and CR LF', '\ufeffsource,target\r\na,b\r\nb,c\r\n'],
	['CR alone', 'a,b\rb,c\r'],
	['comments and blank lines', '# made by hand\n\n% twice\na b\n   \nb c'],
	['quotes', '"a", "b" \n"b" ,c'],
	['quotes between blanks', '"a" b\nb\t"c"'],
	['columns in another order', 'label,target,source\n"x, ""y""",b,a\nz,c,b'],
	['padding inside quotes', '"a  ",b\n" b","c"'],
] as const) {
	test(`reads ${title}`, t => {
		const table = readText(text);
		t.deepEqual(edgesOf(table), two);
		t.deepEqual(table.names, ['a', 'b', 'c']);
	});
}

test('nodes are numbered as they appear, also where names are numbers', t => {
	const table = readText('7 3\n3 10\n07 7\n');
	t.deepEqual(table.names, ['7', '3', '10', '07']);
	t.deepEqual(edgesOf(table), ['07→7 1', '3→10 1', '7→3 1']);
});

test('a first row of words over numbers is a header, words over words are not', t => {
	t.deepEqual(edgesOf(readText('pre_cell,post_cell,n\nx,y,2')), ['x→y 2']);
	t.deepEqual(edgesOf(readText('who whom\n1 2')), ['1→2 1']);
	t.deepEqual(edgesOf(readText('who whom\nx y')), ['who→whom 1', 'x→y 1']);
});

test('the weight is the column of that name, else the first column of numbers', t => {
	t.deepEqual(edgesOf(readText('Source,Target,Id,Label,Weight\na,b,0,x,2.5')), ['a→b 2.5']);
	t.deepEqual(edgesOf(readText('source,target,synapses,timestamp\na,b,3,1700000000')), ['a→b 3']);
	t.deepEqual(edgesOf(readText('source,target,timestamp\na,b,1700000000')), ['a→b 1']);
	t.deepEqual(edgesOf(readText('% sym weighted\n1 2 -1 1082008561\n1\t3\t1 \t1082008562')), ['1→2 -1', '1→3 1']);
});

test('names keep what quotes protect', t => {
	const table = readText('"Doe, Jane","say ""hi"""\n');
	t.deepEqual(table.names, ['Doe, Jane', 'say "hi"']);
});

test('names in UTF-8 stay as they are', t => {
	t.deepEqual(readText('naïve,神経\n神経,𝒙').names, ['naïve', '神経', '𝒙']);
});

test('types are kept, and two types between the same nodes stay two entries', t => {
	const table = readText('source,target,weight,type\na,b,2,chemical\na,b,3,electrical\na,b,4,chemical');
	t.deepEqual(edgesOf(table), ['a→b 3 electrical', 'a→b 6 chemical', 'b→a 3 electrical']);
	t.deepEqual(table.types, ['chemical', 'electrical']);
	t.deepEqual(table.report.edgesByType, {chemical: 1, electrical: 2});
	t.is(table.report.duplicates, 1);
	t.is(table.report.mirrored, 1);
});

test('a type without a header is the third or fourth column of words', t => {
	t.deepEqual(edgesOf(readText('a b fast\nb c slow')), ['a→b 1 fast', 'b→c 1 slow']);
	t.deepEqual(edgesOf(readText('a,b,2,fast\nb,c,3,')), ['a→b 2 fast', 'b→c 3 ']);
});

test('the words Directed and Undirected are a direction and no type', t => {
	const table = readText('Source,Target,Type,Weight\na,b,Undirected,2\nb,c,Directed,3');
	t.deepEqual(edgesOf(table), ['a→b 2', 'b→a 2', 'b→c 3']);
	t.deepEqual(table.types, []);
	t.deepEqual(table.report.edgesByType, {'': 3});
});

test('a direction may stand beside a type', t => {
	const table = readText('Source,Target,Type,Kind\na,b,Undirected,gap\nb,c,Directed,electrical');
	t.deepEqual(edgesOf(table), ['a→b 1 gap', 'b→a 1 gap', 'b→c 1 electrical']);
});

test('rows of an undirected edge add up whichever end they name first', t => {
	for (const text of ['a b 2\nb a 5\nb c 3', 'a b 2\na b 5\nc b 3']) {
		const table = readText(text, 'e.txt', {undirected: true});
		t.deepEqual(edgesOf(table).sort(), ['a→b 7', 'b→a 7', 'b→c 3', 'c→b 3']);
		t.like(table.report, {mirrored: 2, duplicates: 1});
	}
});

test('a gap junction listed from both ends is not doubled, and each way keeps its weight', t => {
	const table = readText('source,target,weight,type\na,b,2,electrical\nb,a,5,electrical\nb,c,3,electrical');
	t.deepEqual(edgesOf(table), ['a→b 2 electrical', 'b→a 5 electrical', 'b→c 3 electrical', 'c→b 3 electrical']);
	t.is(table.report.mirrored, 1);
});

test('with a header that names the ends, a column of numbers is a weight by its name alone', t => {
	const table = readText('source,target,distance\na,b,120\nb,c,3');
	t.deepEqual(edgesOf(table), ['a→b 1', 'b→c 1']);
	t.is(table.report.format, 'edge list (comma, header, no weights)');
	t.deepEqual(edgesOf(readText('from_node,to_node,n\na,b,4')), ['a→b 1']);
	t.is(readText('a,b,120\nb,c,3').report.format, 'edge list (comma, no header, weights from column 3)');
	t.is(readText('# one\na b\n#x y\nb c').report.format, 'edge list (blank, no header, no weights, 2 comment lines)');
});

test('a first row whose weight is missing is no header', t => {
	const error = t.throws(() => readText('a,b,NA\nb,c,2'));
	t.regex(error?.message ?? '', /line 1: the weight "NA" is no finite number/);
});

test('self-loops and zero weights are left out and counted, their nodes stay', t => {
	const table = readText('a a 4\nb c 0\nc d 1\nd e 1\nd e -1');
	t.deepEqual(edgesOf(table), ['c→d 1']);
	t.deepEqual(table.names, ['a', 'b', 'c', 'd', 'e']);
	t.like(table.report, {rows: 5, nodes: 5, selfLoops: 1, zeroWeights: 2, duplicates: 1});
});

test('unweighted sets weights to 1 after rows were merged; negative ones stay without it', t => {
	t.deepEqual(edgesOf(readText('a b 2\na b 3\nb a -4')), ['a→b 5', 'b→a -4']);
	t.deepEqual(edgesOf(readText('a b 2\na b 3\nb a -4', 'e.txt', {unweighted: true})), ['a→b 1', 'b→a 1']);
});

test("an excerpt of the worm's wiring", t => {
	const table = readFixture('worm-excerpt.csv');
	t.true(table.names?.every(name => name === name.trim()));
	t.like(table.report, {rows: 30, selfLoops: 2, duplicates: 0, zeroWeights: 0, mirrored: 14});
	t.deepEqual(table.report.edgesByType, {chemical: 10, electrical: 18 + 14});
});

test('whatever rows are written are read', t => {
	const name = fc
		.string({unit: 'grapheme', minLength: 1, maxLength: 12})
		.filter(text => !/\p{Cc}/u.test(text) && text === text.trim() && text !== '');
	const row = fc.record({
		source: name,
		target: name,
		weight: fc.float({noNaN: true, noDefaultInfinity: true}),
		quoted: fc.boolean(),
	});
	const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
	const property = fc.property(
		fc.uniqueArray(row, {minLength: 1, maxLength: 30, selector: ({source, target}) => `${source}\0${target}`}),
		rows => {
			const text = rows.map(({source, target, weight, quoted}) =>
				[quote(source), quote(target), quoted ? quote(String(weight)) : weight].join(','),
			);
			const table = readText(`source,target,weight\n${text.join('\n')}`, 'e.csv');
			const expected = rows
				.filter(({source, target, weight}) => source !== target && weight !== 0)
				.map(({source, target, weight}) => `${source}→${target} ${weight}`);
			t.deepEqual(edgesOf(table), expected.sort());
		},
	);
	fc.assert(property, {numRuns: 200});
});

test('tens of thousands of names of every kind keep apart', t => {
	const names = Array.from({length: 30_000}, (_, i) =>
		i % 3 === 0 ? String(i * 1000) : i % 3 === 1 ? `n${i}` : `72057594062${i}`,
	);
	const table = readText(names.map((name, i) => `${name},${names[(i + 1) % names.length]}`).join('\n'), 'e.csv');
	t.deepEqual(table.names, names);
	t.is(table.source.length, names.length);
});
