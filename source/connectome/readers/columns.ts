import {fault, shown} from './fault.ts';
import type {Separator} from './row-scanner.ts';

/** Which column holds what; −1: none does. */
export interface Columns {
	readonly header: boolean;
	readonly count: number;
	readonly source: number;
	readonly target: number;
	readonly weight: number;
	/** As the header spells it. */
	readonly weightTitle: string;
	readonly type: number;
	/** A column that says `directed` or `undirected` beside another one for the type (Gephi's `Type`). */
	readonly direction: number;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const sourceWords = words(
	'source src from pre presynaptic sender source_id from_id pre_id node1 node_1 id1 source_name source_node from_node node_from pre_pt_root_id body_id_pre bodyid_pre',
);
const targetWords = words(
	'target tgt dst dest destination to post postsynaptic receiver target_id to_id post_id node2 node_2 id2 target_name target_node to_node node_to post_pt_root_id body_id_post bodyid_post',
);
const weightWords = words(
	'weight weights w value strength count synapses synapse_count syn_count n_syn num_synapses number conductance',
);
const unusedWords = words('id label name timeset timestamp time date year interval color colour');

/** What stands for no value: no title of a column of numbers. */
const missing = words(' na n/a nan null none - ?');

/** Column and attribute names, in lower case, that say the kind of an edge. */
export const typeWords = words(
	'kind edge_type edgetype synapse_type syn_type interaction relation nt_type neurotransmitter class type',
);

/** What separates the fields of a file whose first row is `row`; `extension` without its dot. */
export function separatorOf(row: string, extension: string): Separator {
	const bare = row.replace(/"(?:[^"]|"")*"/g, '');
	if (extension === 'tsv' || extension === 'tab') return bare.includes('\t') ? 'tab' : 'blank';
	// Some lists of numbers mix blanks and tabs
	if (/^[\s\d.eE+-]+$/.test(bare)) return 'blank';
	if (bare.includes('\t')) return 'tab';
	const [commas, semicolons] = [bare.split(',').length, bare.split(';').length];
	if (commas === 1 && semicolons === 1) return 'blank';
	return semicolons >= commas ? 'semicolon' : 'comma';
}

/** Looks like a number, finite or not. */
export const numeric = (text: string | undefined): boolean =>
	text !== undefined && /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf(inity)?|nan)$/i.test(text);

/**
Finds the columns from the first row and, if there is one, the second. A first row is a header when it names a source and a target column,
or when it has words where the second row has numbers. Without names of the two: source, target, then the first column of numbers is the
weight, the first of words (third or fourth column) the type.
*/
export function findColumns(
	first: readonly string[],
	second: readonly string[] | undefined,
	file: string,
	line: number,
): Columns {
	const count = first.length;
	if (count < 2)
		throw fault('graph-row', file, line, `has one field, ${shown(first[0] ?? '')}; an edge has a source and a target`);
	const titles = first.map(title => title.toLowerCase());
	const source = titles.findIndex(title => sourceWords.has(title));
	const target = titles.findIndex(title => targetWords.has(title));
	const named = source >= 0 && target >= 0;
	const header = named || isHeader(first, second);
	const ends = named ? {source, target} : {source: 0, target: 1};
	const rows = (header ? [second] : [first, second]).filter(row => row !== undefined);
	const dictionary = rows.find(row => row.some(field => field.startsWith('{')));
	if (dictionary)
		throw fault(
			'graph-row',
			file,
			line,
			'edges carry a Python dictionary; write them with data=["weight"] or data=False',
		);

	const others = titles.map((_, i) => i).filter(i => i !== ends.source && i !== ends.target);
	const title = (i: number) => (header ? (titles[i] ?? '') : '');
	// With a header that names the ends, names count: another column of numbers may be a distance or a delay.
	const weight =
		others.find(i => weightWords.has(title(i))) ??
		(named ? undefined : others.find(i => plain(title(i)) && rows.some(row => numeric(row[i])))) ??
		-1;
	const texts = others.filter(i => i !== weight);
	const [type = -1, direction = -1] = typeColumns(texts, title, i =>
		rows.some(row => row[i] !== '' && !numeric(row[i])),
	);
	return {header, count, ...ends, weight, weightTitle: first[weight] ?? '', type, direction};
}

const plain = (title: string): boolean => !unusedWords.has(title) && !typeWords.has(title);

function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
	if (!second) return false;
	const wordsOver = (i: number) =>
		!numeric(first[i]) && !missing.has(first[i]?.toLowerCase() ?? '') && numeric(second[i]);
	if (wordsOver(0) && wordsOver(1)) return true;
	return !numeric(first[0]) && !numeric(first[1]) && first.some((_, i) => i >= 2 && wordsOver(i));
}

/** The column of the type and, when there are two such columns, the one of the direction. */
function typeColumns(
	texts: readonly number[],
	title: (i: number) => string,
	textual: (i: number) => boolean,
): number[] {
	const named = texts.filter(i => typeWords.has(title(i)));
	const plain = named.find(i => title(i) === 'type');
	if (named.length === 0)
		return texts.filter(i => (i === 2 || i === 3) && !unusedWords.has(title(i)) && textual(i)).slice(0, 1);
	if (plain === undefined || named.length === 1) return named.slice(0, 1);
	return [named.find(i => i !== plain) ?? plain, plain];
}
