/** Ways to show a picture in a terminal that can be asked for; `auto` asks the terminal. */
export const pictureWays = ['auto', 'kitty', 'iterm2', 'sixel', 'path'] as const;
