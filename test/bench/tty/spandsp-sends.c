/* Half bits on standard input, as 0, 1 and . for no carrier; the sound on standard output, 16 bit at 8 kHz.
   Arguments: half bits a second times 100, mark and space in Hz, level in dBm0. */
#include <stdio.h>
#include <stdlib.h>
#include <spandsp.h>

static int now = '.';

static int next_half_bit(void *user_data)
{
    (void) user_data;
    int c = getchar();
    if (c == '\n')
        c = EOF;
    now = c;
    return c == '0' ? 0 : 1;
}

int main(int argc, char *argv[])
{
    if (argc != 5)
        return 64;
    fsk_spec_t spec = {"tty", atoi(argv[3]), atoi(argv[2]), atoi(argv[4]), -60, atoi(argv[1])};
    fsk_tx_state_t *tx = fsk_tx_init(NULL, &spec, next_half_bit, NULL);
    int16_t sample = 0;
    for (;;)
    {
        fsk_tx(tx, &sample, 1);
        if (now == EOF)
            return 0;
        if (now == '.')
            sample = 0;
        fwrite(&sample, sizeof(sample), 1, stdout);
    }
}
