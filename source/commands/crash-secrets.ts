type Environment = Readonly<Record<string, string | undefined>>;

const secretName = /key|token|secret|passw|credential/i;
const hidden = '(hidden)';

/** Shorter values would be found everywhere. */
const shortest = 6;

/** A command line with the values of its secrets replaced: `--api-key X`, `--token=X`. */
export function withoutSecrets(argv: readonly string[]): readonly string[] {
	return argv.map((word, i) => {
		const [, option] = /^(--?[\w-]+)=/.exec(word) ?? [];
		if (option !== undefined) return secretName.test(option) ? `${option}=${hidden}` : word;
		const before = argv[i - 1] ?? '';
		return /^--?[\w-]+$/.test(before) && secretName.test(before) && !word.startsWith('-') ? hidden : word;
	});
}

/** The variables that are connectop's own; of secrets only that they are set. */
export function ownVariables(environment: Environment): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(environment).flatMap(([name, value = '']) =>
			name.startsWith('CONNECTOP_') ? [[name, secretName.test(name) ? hidden : value]] : [],
		),
	);
}

/** Takes the values of all secret variables, and of options that look like secrets, out of a text, wherever they stand in it. */
export function scrub(text: string, environment: Environment, argv: readonly string[]): string {
	const fromEnvironment = Object.entries(environment).flatMap(([name, value = '']) =>
		secretName.test(name) ? [value] : [],
	);
	const cleaned = withoutSecrets(argv);
	const fromArgv = argv.flatMap((word, i) => (word === cleaned[i] ? [] : [word.replace(/^--?[\w-]+=/, '')]));
	const secrets = [...fromEnvironment, ...fromArgv].filter(each => each.length >= shortest);
	return secrets
		.toSorted((a, b) => b.length - a.length)
		.reduce(
			(rest, secret) => rest.replaceAll(secret, hidden).replaceAll(JSON.stringify(secret).slice(1, -1), hidden),
			text,
		);
}
