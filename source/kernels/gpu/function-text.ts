import {ConnectopError} from '../../base/errors.ts';
import type {ScalarFunction} from '../../dynamics/model.ts';

/** A scalar function as the text of a named function declaration, the only form gpu.js compiles. */
export interface FunctionText {
	readonly name: string;
	readonly text: string;
	/** Number of parameters it declares. GLSL wants exactly as many arguments. */
	readonly arity: number;
}

/**
The source text of a scalar function under another name: arrows, methods and function expressions become declarations.

Throws a configuration error when it is native code or declares a parameter that is no plain name.
*/
export function functionText(scalar: ScalarFunction, name: string): FunctionText {
	const source = scalar.toString().replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
	const {parameters, rest} = splitParameters(source, name);
	for (const each of parameters)
		if (!/^[A-Za-z_$][\w$]*$/.test(each)) throw refusal(name, `its parameter "${each}" is no plain name`);
	const body = rest.startsWith('=>') ? rest.slice(2).trim() : rest;
	if (/\[native code\]/.test(body)) throw refusal(name, 'it is native code');
	const block = body.startsWith('{') ? body : `{\n\treturn ${body};\n}`;
	return {name, text: `function ${name}(${parameters.join(', ')}) ${block}`, arity: parameters.length};
}

/** A call with as many of the arguments as the function declares. Throws a configuration error when it declares more. */
export function callText({name, arity}: FunctionText, given: readonly string[]): string {
	if (arity > given.length) throw refusal(name, `it takes ${arity} arguments and gets ${given.length}`);
	return `${name}(${given.slice(0, arity).join(', ')})`;
}

function splitParameters(source: string, name: string): {parameters: readonly string[]; rest: string} {
	const bare = /^\s*([A-Za-z_$][\w$]*)\s*(?==>)/.exec(source);
	if (bare?.[1]) return {parameters: [bare[1]], rest: source.slice(bare[0].length).trim()};
	const open = source.indexOf('(');
	const close = closingParenthesis(source, open);
	if (open < 0 || close < 0) throw refusal(name, 'its source text is not there');
	const inside = source
		.slice(open + 1, close)
		.trim()
		.replace(/,$/, '');
	return {
		parameters: inside === '' ? [] : inside.split(',').map(each => each.trim()),
		rest: source.slice(close + 1).trim(),
	};
}

function closingParenthesis(source: string, open: number): number {
	let depth = 0;
	for (let at = open; at >= 0 && at < source.length; at++) {
		if (source[at] === '(') depth++;
		if (source[at] === ')' && --depth === 0) return at;
	}
	return -1;
}

function refusal(name: string, why: string): ConnectopError {
	return new ConnectopError('invalid', 'gpu-function', `${name} cannot be compiled for the gpu: ${why}`);
}
