import concurrent.futures
import multiprocessing
import multiprocessing.pool


def square(number):
    if number == 13:
        raise ValueError("no square of 13")
    return number * number


def main():
    for method in ("fork", "spawn"):
        context = multiprocessing.get_context(method)
        with context.Pool(2) as pool:
            print(pool.map(square, range(6)), pool.apply(square, (7,)))
            print(sorted(pool.imap_unordered(square, range(5), chunksize=2)), list(pool.imap(square, range(3))))
            print(pool.starmap(pow, [(2, 3), (3, 2)]), pool.apply_async(square, (9,)).get())
            try:
                pool.map(square, [12, 13])
            except ValueError as error:
                print(error, type(error.__cause__).__name__)
            pool.close()
            pool.join()
    with multiprocessing.pool.ThreadPool(2) as pool:
        print(pool.map(square, range(4)))
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        print(list(executor.map(square, range(5), chunksize=2)))
        future = executor.submit(square, 13)
        print(repr(future.exception()), future.done())
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        futures = [executor.submit(square, number) for number in range(4)]
        print(sorted(future.result() for future in concurrent.futures.as_completed(futures)))


if __name__ == "__main__":
    main()
