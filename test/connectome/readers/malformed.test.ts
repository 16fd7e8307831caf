import test from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readGraph} from '../../../source/connectome/readers/read-graph.ts';

const graphml = (body: string) =>
	`<graphml><key id="w" for="edge" attr.name="weight"/>\n<graph edgedefault="directed">\n${body}\n</graph></graphml>`;
const gexf = (body: string) =>
	`<gexf><graph defaultedgetype="directed"><nodes><node id="a"/><node id="b"/></nodes>\n<edges>${body}</edges></graph></gexf>`;
const mtx = (body: string) => `%%MatrixMarket matrix coordinate real general\n${body}`;
const utf16 = Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62, 0]);
const latin1 = Uint8Array.from([...Buffer.from('a,b\n'), 0xe9, ...Buffer.from(',b\n')]);

/** File name, content, code, and the message without the file's name. */
const cases: readonly (readonly [string, string | Uint8Array, string, string])[] = [
	['e.csv', '', 'graph-empty', 'e.csv: is empty; a graph has at least one edge'],
	['e.csv', '\n  \n# nothing\n', 'graph-empty', 'e.csv: has no edges, only blank lines or comments'],
	['e.csv', 'source,target,weight\n', 'graph-empty', 'e.csv: has a header and no edges; a graph has at least one edge'],
	['e.csv', 'a\nb\n', 'graph-row', 'e.csv, line 1: has one field, "a"; an edge has a source and a target'],
	[
		'e.csv',
		'a,b,1\n# c\n\nc,d\n',
		'graph-row',
		'e.csv, line 4: has 2 fields, but the first row has 3; every row has the same number of fields',
	],
	[
		'e.txt',
		'source target\na b\na b 3',
		'graph-row',
		'e.txt, line 3: has 3 fields, but the header has 2; every row has the same number of fields',
	],
	[
		'e.csv',
		'a,b,1\nc,d,\n',
		'graph-weight',
		'e.csv, line 2: the weight is missing; every edge needs one, or none of them',
	],
	[
		'e.csv',
		'a,b,1\r\nc,d,x\u001b[1m\r\n',
		'graph-weight',
		'e.csv, line 2: the weight "x�[1m" is no finite number; a weight is a number such as 3, -0.5 or 1e-3',
	],
	[
		'e.csv',
		'a,b,1\nc,d,nan\n',
		'graph-weight',
		'e.csv, line 2: the weight "nan" is no finite number; a weight is a number such as 3, -0.5 or 1e-3',
	],
	[
		'e.txt',
		'a b inf',
		'graph-weight',
		'e.txt, line 1: the weight "inf" is no finite number; a weight is a number such as 3, -0.5 or 1e-3',
	],
	[
		'e.txt',
		'a b 1\na b 1e39',
		'graph-weight',
		'e.txt, line 2: the weight "1e39" is no finite number; a weight is a number such as 3, -0.5 or 1e-3',
	],
	[
		'e.csv',
		'a;b;1\na;c;0,5\n',
		'graph-weight',
		'e.csv, line 2: the weight "0,5" is no finite number; a weight is a number such as 3, -0.5 or 1e-3 (a decimal point, no comma)',
	],
	[
		'e.txt',
		'a b 3e38\na b 3e38',
		'graph-weight',
		'e.txt: the weights of the edges from a to b add up to more than float32 holds (3.4e38)',
	],
	['e.csv', 'a,b\n,b\n', 'graph-name', 'e.csv, line 2: the source is empty'],
	['e.csv', 'a,b\na,""\n', 'graph-name', 'e.csv, line 2: the target is empty'],
	['e.csv', 'a,b\n" ",b\n', 'graph-name', 'e.csv, line 2: a name is empty'],
	[
		'e.csv',
		'a,b\na,\u0007b\n',
		'graph-name',
		'e.csv, line 2: the name "�b" holds control characters; a name is plain text',
	],
	[
		'e.csv',
		'a,b\na,"x\ny"\n',
		'graph-name',
		'e.csv, line 2: the name "x�y" holds control characters; a name is plain text',
	],
	['e.csv', 'a,b\n"c,d\ne,f\n', 'graph-quote', 'e.csv, line 2: a quote is opened here and never closed'],
	[
		'e.csv',
		'a,b\n"c"d,e\n',
		'graph-quote',
		'e.csv, line 2: text follows a closing quote; a quote inside a quoted field is written twice',
	],
	[
		'e.txt',
		'"a"b c\n',
		'graph-quote',
		'e.txt, line 1: text follows a closing quote; a quote inside a quoted field is written twice',
	],
	['e.csv', latin1, 'graph-encoding', 'e.csv, line 2: a name is not valid UTF-8; save the file as UTF-8'],
	['e.csv', utf16, 'graph-encoding', 'e.csv: is UTF-16; save it as UTF-8'],
	['e.csv', Uint8Array.from([97, 0, 44, 98]), 'graph-binary', 'e.csv: is a binary file; a graph file is UTF-8 text'],
	[
		'e.csv.gz',
		Uint8Array.from([0x1f, 0x8b, 8, 0]),
		'graph-binary',
		'e.csv.gz: is compressed by gzip; unpack it first (gunzip)',
	],
	[
		'e.csv',
		'a,b,1,Directed\n'.replace('a,', `${'a,'.repeat(1024)}`),
		'graph-columns',
		'e.csv, line 1: has more than 1024 columns; an edge list has a source, a target and a few more',
	],
	[
		'e.txt',
		"1 2 {'weight': 3}\n",
		'graph-row',
		'e.txt, line 1: edges carry a Python dictionary; write them with data=["weight"] or data=False',
	],
	[
		'e.csv',
		'source,target,kind,type\na,b,x,sideways',
		'graph-types',
		'e.csv, line 2: the direction "sideways" is unknown; use Directed or Undirected',
	],
	[
		'e.txt',
		Array.from({length: 300}, (_, i) => `a b t${i}`).join('\n'),
		'graph-types',
		'e.txt, line 257: "t256" is the 257th edge type; 256 are allowed (a column of labels is left out when its title is "label")',
	],
	['g.json', '{"nodes": []}', 'graph-format', 'g.json: is JSON; edge lists, GraphML, GEXF and Matrix Market are read'],
	['g.net', '*Vertices 3\n', 'graph-format', 'g.net: is Pajek; edge lists, GraphML, GEXF and Matrix Market are read'],
	[
		'g.xml',
		'<html></html>',
		'graph-format',
		'g.xml: is XML of another kind; edge lists, GraphML, GEXF and Matrix Market are read',
	],

	[
		'm.mtx',
		mtx('20000000 20000000 1\n1 2 1\n'),
		'graph-memory',
		'm.mtx, line 2: the graph has more than 16000000 nodes; files of up to that many are read',
	],
	[
		'm.mtx',
		'4 4 1\n',
		'graph-format',
		'm.mtx, line 1: begins with "4 4 1"; a Matrix Market file begins with "%%MatrixMarket matrix coordinate"',
	],
	[
		'm.mtx',
		'%%MatrixMarket matrix array real general\n',
		'graph-format',
		'm.mtx, line 1: is of format "matrix array"; only "matrix coordinate" is a list of edges',
	],
	[
		'm.mtx',
		'%%MatrixMarket matrix coordinate complex general\n',
		'graph-format',
		'm.mtx, line 1: values are "complex"; real, integer and pattern are allowed',
	],
	[
		'm.mtx',
		'%%MatrixMarket matrix coordinate real hermitian\n',
		'graph-format',
		'm.mtx, line 1: symmetry is "hermitian"; general, symmetric, skew-symmetric are allowed',
	],
	['m.mtx', mtx('% only a comment'), 'graph-entries', 'm.mtx: ends before its size line, "rows columns entries"'],
	[
		'm.mtx',
		mtx('3 3\n'),
		'graph-entries',
		'm.mtx, line 2: is not the size line of three whole numbers, "rows columns entries"',
	],
	[
		'm.mtx',
		mtx('3 3 -1\n'),
		'graph-entries',
		'm.mtx, line 2: is not the size line of three whole numbers, "rows columns entries"',
	],
	['m.mtx', mtx('3 4 1\n1 2 1\n'), 'graph-entries', 'm.mtx, line 2: the matrix is 3 × 4; only a square one is a graph'],
	[
		'm.mtx',
		mtx('3 3 2\n1 2 1\n'),
		'graph-entries',
		'm.mtx, line 3: is the last entry: the file has 1, but line 2 announces 2',
	],
	['m.mtx', mtx('3 3 1\n1 2 1\n2 3 1\n'), 'graph-entries', 'm.mtx, line 4: is entry 2, but line 2 announces 1'],
	['m.mtx', mtx('3 3 0\n'), 'graph-empty', 'm.mtx, line 2: announces no entries; a graph has at least one edge'],
	[
		'm.mtx',
		mtx('3 3 1\n0 2 1\n'),
		'graph-index',
		'm.mtx, line 3: the matrix\'s row index "0" is out of range: line 2 declares 3 rows; whole numbers 1 to 3 are allowed',
	],
	[
		'm.mtx',
		mtx('3 3 1\n1 4 1\n'),
		'graph-index',
		'm.mtx, line 3: the matrix\'s column index "4" is out of range: line 2 declares 3 columns; whole numbers 1 to 3 are allowed',
	],
	[
		'm.mtx',
		mtx('3 3 1\n1 2.5 1\n'),
		'graph-index',
		'm.mtx, line 3: the matrix\'s column index "2.5" is out of range: line 2 declares 3 columns; whole numbers 1 to 3 are allowed',
	],
	['m.mtx', mtx('3 3 1\n1 2\n'), 'graph-row', 'm.mtx, line 3: has 2 fields; an entry is "row column value"'],
	['m.mtx', mtx('3 3 1\n1 2 x\n'), 'graph-weight', 'm.mtx, line 3: the value "x" is no finite number'],

	[
		'g.graphml',
		graphml('<node id="a"/><node id="b"/>\n<edge source="a" target="c"/>'),
		'graph-name',
		'g.graphml, line 4: an edge names the node "c", which the file does not declare',
	],
	[
		'g.graphml',
		graphml('<node id="a"/>\n<node id="a"/>'),
		'graph-name',
		'g.graphml, line 4: the node "a" is declared twice',
	],
	['g.graphml', graphml('<node/>'), 'graph-name', 'g.graphml, line 3: a <node> has no id'],
	[
		'g.graphml',
		graphml('<node id="a"/><node id="b"/>\n<edge source="a"/>'),
		'graph-name',
		'g.graphml, line 4: a <edge> has no target',
	],
	[
		'g.graphml',
		graphml('<node id="a"/><node id="b"/>'),
		'graph-empty',
		'g.graphml: has 2 nodes and no edges; a graph has at least one edge',
	],
	[
		'g.graphml',
		graphml('<node id="a"/><node id="b"/>\n<edge source="a"\n target="b"><data key="w">much</data></edge>'),
		'graph-weight',
		'g.graphml, line 4: the weight "much" is no finite number',
	],
	[
		'g.graphml',
		graphml(
			'<node id="a"/><node id="b"/>\n<edge source="a" target="b"><data key="w">1</data></edge>\n<edge source="b" target="a"/>',
		),
		'graph-weight',
		'g.graphml, line 5: the edge has no weight; every edge needs one, or none of them, or the key a <default>',
	],
	['g.graphml', graphml('<hyperedge/>'), 'graph-xml', 'g.graphml, line 3: has a hyperedge; an edge joins two nodes'],
	[
		'g.graphml',
		'<graphml><graph edgedefault="both"></graph></graphml>',
		'graph-xml',
		'g.graphml, line 1: edgedefault is "both"; directed and undirected are allowed',
	],
	[
		'g.graphml',
		'<graphml>\n<graph edgedefault="directed">\n<node id="a"/>\n',
		'graph-xml',
		'g.graphml, line 4: the file ends inside <graph> of line 2; it is cut off or not well-formed XML',
	],
	[
		'g.graphml',
		'<graphml>\n<graph edgedefault="directed">\n<node id="a',
		'graph-xml',
		'g.graphml, line 3: the file ends inside <graph> of line 2; it is cut off or not well-formed XML',
	],
	[
		'g.graphml',
		'<graphml>\n<graph edgedefault="directed"></node></graph></graphml>',
		'graph-xml',
		'g.graphml, line 2: is not well-formed XML: unexpected close tag',
	],
	[
		'g.graphml',
		graphml('<node id="a">&bomb;</node>'),
		'graph-xml',
		'g.graphml, line 3: is not well-formed XML: invalid character entity',
	],
	[
		'g.graphml',
		Uint8Array.from([...Buffer.from('<graphml>\n'), 0xe9, ...Buffer.from('</graphml>')]),
		'graph-encoding',
		'g.graphml, line 2: is not valid UTF-8; save the file as UTF-8',
	],
	[
		'g.gexf',
		gexf('<edge source="a" target="b" weight="NaN"/>'),
		'graph-weight',
		'g.gexf, line 2: the weight "NaN" is no finite number',
	],
	[
		'g.gexf',
		gexf('<edge source="a" target="b" type="sideways"/>'),
		'graph-xml',
		'g.gexf, line 2: the edge type "sideways" is unknown; directed, undirected and mutual are allowed',
	],
	[
		'g.gexf',
		'<?xml version="1.0" encoding="klingon"?><gexf></gexf>',
		'graph-encoding',
		'g.gexf, line 1: the encoding klingon is unknown; save the file as UTF-8',
	],
	['g.gexf', 'a,b', 'graph-xml', 'g.gexf, line 1: is not well-formed XML: non-whitespace before first tag'],
];

for (const [index, [name, content, code, message]] of cases.entries()) {
	test(`${index} ${code}: ${message}`, t => {
		const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
		const error = t.throws(() => readGraph(bytes, name), {instanceOf: ConnectopError});
		t.is(error?.message, message);
		t.is(error?.code, code);
		t.is(error?.kind, 'invalid');
	});
}

test('a graph that announces more than the memory allowed is refused before it is read', t => {
	const announced = new TextEncoder().encode(mtx('10000000 10000000 2000000000\n1 2 1\n'));
	const error = t.throws(() => readGraph(announced, 'm.mtx', {memory: {bytes: 4e9, whence: '--memory'}}), {
		instanceOf: ConnectopError,
	});
	t.is(error?.code, 'graph-memory');
	t.regex(
		error?.message ?? '',
		/^m\.mtx: 10,000,000 nodes and 2,000,000,000 edges .* need 74\.9 GB of memory .*; 4 GB may be used \(--memory\), enough for 100,000,000 such edges$/,
	);
});
