import type {z} from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with an argument, said as what would be right: `use a number`. */
export function issueInWords(issue: Issue): string {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined && issue.message.endsWith('received undefined')
				? 'is missing'
				: `use ${kinds[issue.expected] ?? issue.expected}`;
		case 'invalid_value':
			return `use ${issue.values.map(String).join(', ')}`;
		case 'too_small':
			return bounded(issue, 'at least', 'more than', issue.minimum);
		case 'too_big':
			return bounded(issue, 'at most', 'less than', issue.maximum);
		case 'unrecognized_keys':
			return `${issue.keys.map(key => `"${key}"`).join(', ')} is unknown`;
		case 'invalid_union':
			return anyOf(issue.errors, issue.message);
		default:
			return issue.message;
	}
}

const kinds: Readonly<Record<string, string>> = {
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	string: 'text',
	array: 'a list, its items parted by commas',
	object: 'a list of names and values',
};

/** What any of several kinds would have to be: `use a number or text`. */
function anyOf(branches: readonly (readonly Issue[])[], otherwise: string): string {
	const said = [...new Set(branches.flatMap(([issue]) => (issue?.path.length === 0 ? [issueInWords(issue)] : [])))];
	if (said.length === 1 && said[0] !== undefined) return said[0];
	const wanted = said.filter(each => each.startsWith(use)).map(each => each.slice(use.length));
	return wanted.length === 0 ? otherwise : `${use}${wanted.join(' or ')}`;
}

const use = 'use ';

const parts: Readonly<Record<string, string>> = {array: ' items', string: ' characters'};

function bounded(
	{origin, inclusive}: {readonly origin: string; readonly inclusive?: boolean},
	within: string,
	beyond: string,
	bound: number | bigint,
): string {
	return `use ${inclusive === false ? beyond : within} ${bound}${parts[origin] ?? ''}`;
}
